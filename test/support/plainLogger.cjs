// Stands in for @vscode/spdlog, whose native half is not built here: without it, VS Code writes no log file and shows no log.
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const nothing = () => undefined;

/** @param {string} file */
function createLogger(file) {
  let least = 2;
  let plain = false;
  mkdirSync(path.dirname(file), { recursive: true });
  appendFileSync(file, '');
  const write = (/** @type {number} */ level) => (/** @type {string} */ message) => {
    if (level < least) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(file, plain ? message : `${time} [${levels[level]}] ${message}\n`);
  };
  const [trace, debug, info, warn, error, critical] = levels.map((_name, level) => write(level));
  return {
    trace, debug, info, warn, error, critical,
    getLevel: () => least,
    setLevel: (/** @type {number} */ level) => { least = level; },
    setPattern: (/** @type {string} */ pattern) => { plain = pattern === '%v'; },
    clearFormatters: () => { plain = true; },
    flush: nothing,
    drop: nothing,
  };
}

const create = async (/** @type {string} */ _name, /** @type {string} */ file) => createLogger(file);
exports.setLevel = nothing;
exports.setFlushOn = nothing;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
