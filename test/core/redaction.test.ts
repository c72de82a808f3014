import assert from 'node:assert/strict';
import { FailureError } from '../../src/shared/rpc.ts';
import { Redaction } from '../../src/core/redaction.ts';

const key = 'sk-proj-abcdefgh12345678ijklmnop+/=zz';

describe('Redaction', () => {
  it('removes a known key in every form in which a text may hold it (case 37)', () => {
    const redaction = new Redaction();
    redaction.learn(key);
    const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64'), JSON.stringify({ key }), `${key.slice(0, 12)}***${key.slice(-8)}`];
    for (const form of forms) {
      const clean = redaction.redact(`before ${form} after`);
      assert.ok(clean.startsWith('before ') && clean.endsWith(' after') && !clean.includes('ijklmnop') && !clean.includes('12345678'), clean);
    }
  });

  it('removes what looks like a key, known or not (case 37)', () => {
    const { redact } = new Redaction();
    assert.equal(redact('Incorrect API key provided: sk-abcdefgh1234.'), 'Incorrect API key provided: [removed].');
    assert.equal(redact('It sent Bearer abc.def.ghi123 along'), 'It sent [removed] along');
    assert.equal(redact('{"api-key":"0123456789abcdef"}'), '{"[removed]"}');
  });

  it('removes each piece of a known key that has eight characters, in each form (case 37)', () => {
    const redaction = new Redaction();
    redaction.learn(key);
    for (const form of [key, encodeURIComponent(key), Buffer.from(key).toString('base64')]) {
      for (let from = 0; from + 8 <= form.length - 4; from += 1) assert.equal(redaction.redact(`“${form.slice(from, from + 8)}”`).replaceAll('[removed]', ''), '“”', form.slice(from, from + 8));
    }
    assert.equal(redaction.redact('“abcdefg”'), '“abcdefg”');
  });

  it('explains an error without the secret in it (case 37)', () => {
    const failure = { kind: 'requestRefused', message: 'Refused for sk-abcdefgh1234 only.', action: 'openLog' } as const;
    assert.deepEqual(new Redaction().explain(new FailureError(failure)), { ...failure, message: 'Refused for [removed] only.' });
  });

  it('leaves other texts alone', () => {
    const { redact } = new Redaction();
    assert.equal(redact('The desk-top task has 12 tokens.'), 'The desk-top task has 12 tokens.');
  });
});
