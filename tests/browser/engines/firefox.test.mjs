import { FIREFOX } from '../support/engines.mjs';
import { runCore } from './run.mjs';

runCore(FIREFOX);
