// @digitalbazaar/vc as a contestant: one request a line (`issue N`, `verify N`), the seconds of processor time a line back.
import {createRequire} from 'node:module';
import {createInterface} from 'node:readline';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const folder = process.argv[2];
const require = createRequire(join(folder, 'package.json'));
const load = async name => import(pathToFileURL(require.resolve(name)).href);
const vc = await load('@digitalbazaar/vc');
const {DataIntegrityProof} = await load('@digitalbazaar/data-integrity');
const {cryptosuite} = await load('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const Multikey = await load('@digitalbazaar/ed25519-multikey');

const lines = createInterface({input: process.stdin, crlfDelay: Infinity})[Symbol.asyncIterator]();
const {seed, did, method, documents, credentials} = JSON.parse((await lines.next()).value);
const key = await Multikey.generate({seed: Uint8Array.from(seed), controller: did});
key.id = method;
const documentLoader = async url => {
  if(!(url in documents)) {
    throw new Error(`${url} is not known`);
  }
  return {contextUrl: null, documentUrl: url, document: documents[url], tag: 'static'};
};

async function issue(number) {
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
  return vc.issue({credential: structuredClone(credentials[number % credentials.length]), suite, documentLoader});
}
const signed = [];
for(let number = 0; number < 20; ++number) {
  signed.push(await issue(number));
}
async function verify(number) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({
    credential: structuredClone(signed[number % signed.length]), suite, documentLoader,
    checkStatus: async () => ({verified: true})
  });
  if(!result.verified) {
    throw result.error;
  }
}
const works = {issue, verify};
console.log('ready');
for await (const line of lines) {
  const [name, count] = line.split(' ');
  const before = process.cpuUsage();
  for(let number = 0; number < Number(count); ++number) {
    await works[name](number);
  }
  const spent = process.cpuUsage(before);
  console.log((spent.user + spent.system) / 1e6);
}
