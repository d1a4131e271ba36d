// One request on standard input, one answer on standard output, both JSON.
// {task: "verify" | "issue" | "verify-jwt", peer: "digitalbazaar" | "digitalcredentials", documents: {url: document}, ...}
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const request = JSON.parse(readFileSync(0, 'utf8'));
// The packages lie in a folder of their own, named by the caller, not beside this file.
const find = createRequire(`${request.packages}/package.json`);
const load = async name => {
  const folder = `${request.packages}/node_modules/${name}`;
  const facts = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const entry = facts.exports?.['.'] ?? facts.exports;
  const file = [entry?.default, entry?.import?.default, entry?.import, entry, facts.main]
    .find(value => typeof value === 'string');
  return import(file ? pathToFileURL(`${folder}/${file}`).href : pathToFileURL(find.resolve(name)).href);
};

const documentLoader = async url => {
  const document = request.documents[url] ?? request.documents[url.split('#')[0]];
  if(!document) {
    throw new Error(`not at hand: ${url}`);
  }
  // A key inside a DID document is asked for by its own address.
  const method = document.verificationMethod?.find(entry => entry.id === url);
  return {contextUrl: null, documentUrl: url,
    document: method ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} : document};
};

// A peer that looks things up on the web by itself finds what is at hand, and nothing else.
globalThis.fetch = async resource => {
  const url = String(resource?.url ?? resource);
  const document = request.documents[url];
  return new Response(document ? JSON.stringify(document) : 'not at hand', {
    status: document ? 200 : 404, headers: {'Content-Type': document ? 'application/json' : 'text/plain'}
  });
};

const {DataIntegrityProof} = await load(`@${request.peer}/data-integrity`);
const {cryptosuite} = await load(`@${request.peer}/eddsa-rdfc-2022-cryptosuite`);

const tasks = {
  async verify() {
    if(request.peer === 'digitalcredentials') {
      const {verifyCredential} = await load('@digitalcredentials/verifier-core');
      const result = await verifyCredential({credential: request.credential, knownDIDRegistries: []});
      const steps = Object.fromEntries((result.log ?? []).map(step => [step.id, step.valid]));
      return {verified: steps.valid_signature === true, steps, errors: result.errors?.map(error => error.name)};
    }
    const vc = await load('@digitalbazaar/vc');
    const {checkStatus} = await load('@digitalbazaar/vc-bitstring-status-list');
    const suite = new DataIntegrityProof({cryptosuite});
    const result = await vc.verifyCredential({
      credential: request.credential, suite, documentLoader, now: new Date(request.at),
      checkStatus: options => checkStatus({...options, verifyBitstringStatusListCredential: true})
    });
    const why = result.error ?? result.statusResult?.error ?? result.statusResult?.results?.find(found => found.error)?.error;
    // To this library a set bit is information, not a failed check.
    const withdrawn = result.statusResult?.results?.some(found => found.status) ?? false;
    return {verified: result.verified, withdrawn, error: why && String(why.errors ?? why)};
  },
  async issue() {
    const vc = await load(`@${request.peer}/vc`);
    const multikey = await load(`@${request.peer}/ed25519-multikey`);
    const key = await multikey.generate({});
    const did = `did:key:${key.publicKeyMultibase}`;
    key.id = `${did}#${key.publicKeyMultibase}`;
    key.controller = did;
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
    const issuer = {...request.credential.issuer, id: did};
    return {credential: await vc.issue({credential: {...request.credential, issuer}, suite, documentLoader})};
  },
  async 'verify-jwt'() {
    const jose = await load('jose');
    const key = await jose.importJWK(request.jwk, 'EdDSA');
    const {payload} = await jose.compactVerify(request.token, key);
    return {payload: JSON.parse(new TextDecoder().decode(payload))};
  }
};

try {
  process.stdout.write('\n' + JSON.stringify(await tasks[request.task]()));
} catch(error) {
  process.stdout.write('\n' + JSON.stringify({verified: false, error: String(error.stack ?? error)}));
}
