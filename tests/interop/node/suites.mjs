// Requests on standard input, their answers on standard output, both JSON: every cryptosuite of @digitalbazaar.
// {packages, documents: {url: document}, at, requests: [{task: "verify" | "issue" | "derive", suite, curve, credential, pointers}]}
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const {packages, documents, at, requests} = JSON.parse(readFileSync(0, 'utf8'));
const find = createRequire(`${packages}/package.json`);
const load = async name => {
  const folder = `${packages}/node_modules/@digitalbazaar/${name}`;
  const facts = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const entry = facts.exports?.['.'] ?? facts.exports;
  const file = [entry?.default, entry?.import?.default, entry?.import, entry, facts.main]
    .find(value => typeof value === 'string');
  return import(file ? pathToFileURL(`${folder}/${file}`).href : pathToFileURL(find.resolve(name)).href);
};

const documentLoader = async url => {
  const document = documents[url] ?? documents[url.split('#')[0]];
  if(!document) {
    throw new Error(`not at hand: ${url}`);
  }
  const method = document.verificationMethod?.find(entry => entry.id === url);
  return {contextUrl: null, documentUrl: url,
    document: method ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} : document};
};

const vc = await load('vc');
const {DataIntegrityProof} = await load('data-integrity');
const suites = Object.fromEntries(await Promise.all(
  ['eddsa-rdfc-2022', 'eddsa-jcs-2022', 'ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'ecdsa-sd-2023']
    .map(async name => [name, await load(`${name}-cryptosuite`)])));

const newKey = async ({suite, curve}) => {
  const multikey = await load(suite.startsWith('eddsa') ? 'ed25519-multikey' : 'ecdsa-multikey');
  const key = await multikey.generate(curve ? {curve} : {});
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  // A verifier resolves the key's document; this side has none but what it is told.
  documents[key.controller] = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: key.controller, assertionMethod: [key.id],
    verificationMethod: [{id: key.id, type: 'Multikey', controller: key.controller,
      publicKeyMultibase: key.publicKeyMultibase}]
  };
  return key;
};

const tasks = {
  async verify({suite, credential}) {
    const {cryptosuite, createVerifyCryptosuite} = suites[suite];
    const proof = new DataIntegrityProof({cryptosuite: cryptosuite ?? createVerifyCryptosuite()});
    const result = await vc.verifyCredential({credential, suite: proof, documentLoader, now: new Date(at)});
    return {verified: result.verified, error: result.error && String(result.error.errors ?? result.error)};
  },
  async issue(request) {
    const {cryptosuite, createSignCryptosuite} = suites[request.suite];
    const key = await newKey(request);
    const made = cryptosuite ?? createSignCryptosuite({mandatoryPointers: request.pointers});
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite: made});
    const issuer = typeof request.credential.issuer === 'string' ?
      key.controller : {...request.credential.issuer, id: key.controller};
    return {credential: await vc.issue({credential: {...request.credential, issuer}, suite, documentLoader})};
  },
  async derive({suite, credential, pointers}) {
    const cryptosuite = suites[suite].createDiscloseCryptosuite({selectivePointers: pointers});
    const proof = new DataIntegrityProof({cryptosuite});
    return {credential: await vc.derive({verifiableCredential: credential, suite: proof, documentLoader})};
  }
};

const answers = [];
for(const request of requests) {
  try {
    answers.push(await tasks[request.task](request));
  } catch(error) {
    answers.push({verified: false, error: String(error.stack ?? error)});
  }
}
process.stdout.write('\n' + JSON.stringify(answers));
