// Checks documents against a JSON Schema for the tests of the program: the schema is the first line of its input and each further line
// a document. For each it prints one line, a list of faults.
import { createInterface } from 'node:readline';
import Ajv from 'ajv';

let validate;
for await (const line of createInterface({ input: process.stdin })) {
  const value = JSON.parse(line);
  if (validate) {
    validate(value);
    console.log(JSON.stringify((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)));
  } else {
    validate = new Ajv({ allErrors: true }).compile(value);
  }
}
