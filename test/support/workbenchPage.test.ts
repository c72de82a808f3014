import assert from 'node:assert/strict';
import { configuredPage, type WindowContents } from './workbenchPage.ts';

/** The configuration in VS Code's page after these contents were written into what its server sent. */
function configurationWith(contents: WindowContents, sent: object = {}): unknown {
  const attribute = JSON.stringify(sent).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const page = `<meta id="vscode-workbench-web-configuration" data-settings="${attribute}"><meta data-settings="">`;
  const configured = configuredPage(page, contents, { authority: '127.0.0.1:80', token: 'secret' });
  const written = /data-settings="(?<written>[^"]*)"><meta data-settings="">$/.exec(configured)?.groups?.['written'] ?? '';
  return JSON.parse(written.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

const remote = (path: string): object => ({ $mid: 1, scheme: 'vscode-remote', authority: '127.0.0.1:80', path });

describe('VS Code’s page', () => {
  it('is told which folder, extensions and views to open', () => {
    const configuration = configurationWith({ folder: '/a "b" & c', developmentExtensions: ['/extension'], firstViews: ['chat'], firstFiles: ['/a/README.md'] });

    assert.deepEqual(configuration, {
      connectionToken: 'secret',
      folderUri: remote('/a "b" & c'),
      developmentOptions: { extensions: [remote('/extension')] },
      defaultLayout: { views: [{ id: 'chat' }], editors: [{ uri: remote('/a/README.md') }] },
    });
  });

  it('keeps what the server said besides', () => {
    const configuration = configurationWith({ folder: 'C:\\a', developmentExtensions: [], testsPath: '/suite.cjs' }, { userDataPath: '/"user"', developmentOptions: { logLevel: 3 } });

    assert.deepEqual(configuration, {
      userDataPath: '/"user"',
      connectionToken: 'secret',
      folderUri: remote('/C:/a'),
      developmentOptions: { logLevel: 3, extensions: [], extensionTestsPath: remote('/suite.cjs') },
      defaultLayout: { views: [], editors: [] },
    });
  });
});
