import { testLoading } from '../support/loading.mjs';

testLoading('wide screen', { width: 1280, height: 800 });
