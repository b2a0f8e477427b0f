import { WEBKIT } from '../support/engines.mjs';
import { runCore } from './run.mjs';

runCore(WEBKIT);
