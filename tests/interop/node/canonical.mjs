// Canonical forms by jsonld.js and rdf-canonize, in the mode in which its authors sign: one document a line in,
// one hash (or an error) a line out. The first line holds the contexts.
import {createHash} from 'node:crypto';
import {createRequire} from 'node:module';
import {createInterface} from 'node:readline';
import {join} from 'node:path';

const load = createRequire(join(process.argv[2], 'package.json'));
const jsonld = load('jsonld');
const lines = createInterface({input: process.stdin, crlfDelay: Infinity})[Symbol.asyncIterator]();
const contexts = JSON.parse((await lines.next()).value);

const documentLoader = async url => {
  if(!(url in contexts)) {
    throw new Error(`${url} is not known`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts[url], tag: 'static'};
};
const options = {
  algorithm: 'RDFC-1.0', format: 'application/n-quads', rdfDirection: 'i18n-datatype', safe: true, base: null, documentLoader
};

for await (const line of lines) {
  try {
    const canonical = await jsonld.canonize(JSON.parse(line), options);
    console.log(createHash('sha256').update(canonical).digest('hex'));
  } catch(error) {
    console.log(`error ${error.name}`);
  }
}
