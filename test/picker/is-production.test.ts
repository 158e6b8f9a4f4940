import { expect, test } from 'vitest';
import { isProduction } from '../../src/picker/is-production.ts';

test.each([
  'prod',
  'prod-admin',
  'PROD',
  'data_prd2',
  'acme.production.eu',
  'LiveOps',
  'ProdAdmin',
  'PRODAdmin',
  'team3prod',
  'Data Lake Prod',
  'éprouvé-prod',
])('"%s" is of production', (name) => {
  expect(isProduction(name)).toBe(true);
});

test.each([
  '',
  'product',
  'products-api',
  'nonprod',
  'non-prod',
  'NonProd',
  'pre_production',
  'preprod',
  'delivery',
  'olive',
  'Reproduction',
  'lived',
  'dev',
])('"%s" is not', (name) => {
  expect(isProduction(name)).toBe(false);
});
