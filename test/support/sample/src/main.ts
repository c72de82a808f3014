import { brewingOf, describe } from './brewing.ts';
import { countDown } from './countDown.ts';

const [tea = 'black'] = process.argv.slice(2);

console.log(describe(tea));
for await (const left of countDown(brewingOf(tea).minutes * 60)) {
  process.stdout.write(`\r${left} s `);
}
console.log('\nEnjoy.');
