import { testLoading } from '../support/loading.mjs';

// The sweep has a wide screen.
testLoading('phone', { width: 390, height: 844 });
