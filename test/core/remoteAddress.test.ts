import { equal } from 'node:assert/strict';
import { remoteAddress } from '../../src/core/remoteAddress.ts';

const same = ['https://github.com/Tea/House.git', 'https://user:pa$$@GitHub.com/tea/house', 'git@github.com:tea/house.git', 'ssh://git@github.com:22/tea/house.git/', 'git://github.com/tea/house', ' github.com:tea/house '];
const none = ['', '/srv/git/house.git', '../house.git', 'file:///srv/house.git', 'C:\\git\\house', 'C:/git/house', 'https://github.com/'];

describe('What a Git remote is called', () => {
  for (const url of same) it(`is the same for ${url}`, () => { equal(remoteAddress(url), 'github.com/tea/house'); });
  for (const url of none) it(`is nothing for “${url}”`, () => { equal(remoteAddress(url), undefined); });
});
