/** A sequence of numbers from 0 to 1 that is the same in each run (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Words of the kind that names in code are made of. */
export const words = 'account action adapter address agent api app archive array asset auth badge base batch billing binding block board body bridge browser buffer bundle button cache canvas card cart catalog channel chart chat check client clock cloud code collection color command comment common component composer config connection console container content context control core counter cursor customer dashboard data date debug default delta detail device dialog diff document domain download draft drawer editor element email engine entry error event example export factory feature field file filter flow folder font form format frame function gateway global graph grid group guard handler header helper history home hook host icon image import index inline input install instance invoice item job key label language layout lazy legend level library license line link list loader local lock log login main manager map markdown mask menu merge message meta metric middleware migration mock modal model module monitor mouse name native navigation network node note notice number object offer option order output package page panel parser path payment pending permission picker pipeline plan player plugin point policy pool popup port post preview price print process product profile project promise proxy query queue quick range reader record reducer region registry release render report request reset resolver resource response rest result retry role root route rule runner sample schema scope screen script search section secret select server service session setting shape share sheet shell sign single size snapshot socket sort source space spec stack stage state static status step storage store stream string style subject summary support switch symbol sync system table tag target task template test text theme thread ticket time title token tool tooltip topic trace tracker transfer tree trigger type unit update upload user util validator value vector version view virtual visit voice watch web widget window wizard word worker workflow workspace wrapper zone'.split(' ');
const endings = ['.ts', '.ts', '.ts', '.tsx', '.tsx', '.test.ts', '.spec.tsx', '.css', '.json', '.md', '.py', '.go', '.svg', '.snap', '.yaml', '.java'];
const tops = ['packages', 'packages', 'packages', 'apps', 'services', 'libs', 'tools', 'docs'];
const inners = ['src', 'src', 'src', 'test', 'lib', 'dist-types', '__snapshots__'];

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Paths as a monorepo has them: a few top folders, packages in them, folders of one to four levels, names in the usual spellings. */
export function filePaths(count: number): readonly string[] {
  const next = numbers(20_261_121);
  const one = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  const name = (): string => {
    const parts = Array.from({ length: 1 + Math.floor(next() * 3) }, () => one(words));
    const spelling = next();
    if (spelling < 0.4) return parts.map((part, at) => (at === 0 ? part : capital(part))).join('');
    if (spelling < 0.7) return parts.map(capital).join('');
    return parts.join(spelling < 0.9 ? '-' : '_');
  };
  const packages = Array.from({ length: Math.max(4, Math.ceil(count / 300)) }, () => `${one(tops)}/${one(words)}-${one(words)}/${one(inners)}`);
  const folders = packages.flatMap((start) => Array.from({ length: 20 }, () => [start, ...Array.from({ length: Math.floor(next() * 4) }, () => one(words))].join('/')));
  const paths = new Set<string>();
  while (paths.size < count) paths.add(`${one(folders)}/${name()}${one(endings)}`);
  return [...paths];
}
