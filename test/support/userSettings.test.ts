import assert from 'node:assert/strict';
import { completedSettings, offlineSettings } from './userSettings.ts';

const offline = { id: 'offline', name: 'Offline server', baseUrl: 'http://127.0.0.1:2/v1', api: 'responses', auth: 'none' };
const wanted = { quiet: true, ...offlineSettings(offline.baseUrl) };

describe('The settings of npm start', () => {
  it('are all there the first time', () => {
    assert.deepEqual(completedSettings({}, wanted, offline.baseUrl), { quiet: true, 'assistants.connections': [offline], 'assistants.connection': 'offline' });
  });

  it('keep what the user changed, and tell where the offline server is now', () => {
    const own = { id: 'own', name: 'Own' };
    const current = { quiet: false, 'assistants.connection': 'own', 'assistants.connections': [own, { ...offline, name: 'Mine', baseUrl: 'http://127.0.0.1:1/v1' }] };

    const settings = completedSettings(current, wanted, offline.baseUrl);

    assert.deepEqual(settings, { quiet: false, 'assistants.connection': 'own', 'assistants.connections': [own, { ...offline, name: 'Mine' }] });
  });

  it('take a connection that is new since the last time', () => {
    const openai = { id: 'openai', name: 'OpenAI' };

    const settings = completedSettings({ 'assistants.connections': [offline] }, { ...wanted, ...offlineSettings(offline.baseUrl, [openai]) }, offline.baseUrl);

    assert.deepEqual(settings['assistants.connections'], [offline, openai]);
  });

  it('let connections be that are no list', () => {
    const current = { quiet: false, 'assistants.connection': 'own', 'assistants.connections': 'none' };

    assert.deepEqual(completedSettings(current, wanted, offline.baseUrl), current);
  });
});
