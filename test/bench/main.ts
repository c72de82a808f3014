/** The benchmarks by the names that `npm run bench -- <name>` knows them by. Each prints its tables. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  files: async () => {
    await import('./files.ts');
    await import('./uploads.ts');
    await import('./hostUploads.ts');
  },
  panel: async () => {
    await import('./panel.ts');
    await (await import('./panelThreads.ts')).panelThreads();
    await (await import('./panelTyping.ts')).panelTyping();
  },
  store: async () => {
    await (await import('./store.ts')).benchStore();
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);
for (const [name, run] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) await run();
