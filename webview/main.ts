import './toolkit.ts';
import { Chat } from './chat.ts';
import { windowPort } from './host.ts';
import { Keep } from './keep.ts';
import { Store } from './store.ts';
import type { HostApi } from '../src/shared/protocol.ts';
import type { ViewEvent } from '../src/shared/viewEvents.ts';
import { connect } from '../src/shared/rpc.ts';
import { hostWire, viewEvent } from '../src/shared/wire.ts';

const vscode = acquireVsCodeApi();
const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no place for the chat.');

const store = new Store();
const { api: host } = connect<HostApi, ViewEvent>({
  port: windowPort((message) => { vscode.postMessage(message); }),
  channel: document.body.dataset['channel'] ?? '',
  wire: hostWire,
  event: viewEvent,
  hear: (event) => { store.hear(event); },
});
const chat = new Chat({ host, store, keep: new Keep(vscode) });
root.append(...chat.parts);
chat.begin();
