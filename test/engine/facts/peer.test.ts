import { describe, expect, test } from '@jest/globals';
import { lookupIn } from '../../../src/engine/match/variables.js';
import { namespacesNamed, peerVariables } from '../../../src/engine/facts/peer.js';

/** A manifest that names these namespaces. */
const SEEN = namespacesNamed({ env: [{ name: 'RATES', value: 'http://x.billing.svc:80' }] });

function peer(variables: Readonly<Record<string, string>>, ...line: string[]): object {
  const all = peerVariables(lookupIn({ namespace: 'shop', container: 'app', ...variables }), line, SEEN);
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => value !== undefined && !key.includes('olicies')),
  );
}

const service = (name: string, namespace: string, port?: string): object => ({
  peerService: name,
  peerNamespace: namespace,
  ...(port === undefined ? {} : { peerPort: port }),
});

describe('whom a program could not reach', () => {
  test.each<[string, object]>([
    ['orders-db:5432', service('orders-db', 'shop', '5432')],
    ['redis://:[redacted]@cache:6379/0', service('cache', 'shop', '6379')],
    ['jdbc:mysql://orders:3306/shop', service('orders', 'shop', '3306')],
    ['rates.billing', service('rates', 'billing')],
    ['orders.shop', service('orders', 'shop')],
    [
      'vault.bank:8200',
      { peerMaybe: 'vault.bank', maybeService: 'vault', maybeNamespace: 'bank', peerPort: '8200' },
    ],
    ['rates.billing.svc', service('rates', 'billing')],
    ['http://rates.billing.svc.cluster.local.:8080/v1', service('rates', 'billing', '8080')],
    ['kafka-0.kafka', service('kafka', 'shop')],
    ['kafka-2.kafka.streams.svc.cluster.local:9092', service('kafka', 'streams', '9092')],
    ['ledger-db/10.1.2.3:5432', service('ledger-db', 'shop', '5432')],
    ['10.96.0.12:80', { peerIp: '10.96.0.12', peerPort: '80' }],
    ['52.1.2.3:443', { peerOutside: '52.1.2.3', peerPort: '443' }],
    [
      'db.c1x.eu-west-1.rds.amazonaws.com:5432',
      { peerOutside: 'db.c1x.eu-west-1.rds.amazonaws.com', peerPort: '5432' },
    ],
    ['https://auth.example.com/.well-known', { peerOutside: 'auth.example.com' }],
    ['http://169.254.169.254/latest/meta-data/', { peerMetadata: '169.254.169.254' }],
    ['metadata.google.internal:80', { peerMetadata: 'metadata.google.internal', peerPort: '80' }],
    ['localhost:9000', { peerLoopback: 'localhost', peerPort: '9000' }],
    ['10.96.0.7:0', { peerPortless: '10.96.0.7', peerPort: '0' }],
    ['cache.shop:0', { peerPortless: 'cache.shop', peerPort: '0' }],
    ['[::1]:9000', { peerLoopback: '::1', peerPort: '9000' }],
    ['unix:///run/crio/crio.sock', { peerSocket: '/run/crio/crio.sock' }],
    ['/var/run/docker.sock', { peerSocket: '/var/run/docker.sock' }],
  ])('%s', (address, expected) => {
    expect(peer({ address })).toEqual(expected);
  });

  test.each([
    'database', // a word: "could not connect to database"
    'my_db:5432', // a name that no Service can have
    '',
  ])('"%s" names nobody', (address) => {
    expect(peer({ address })).toEqual({ peerUnknownIn: 'shop', peerUnknownTo: 'app' });
  });

  test('a port that the rule took apart belongs to the host', () => {
    expect(peer({ host: 'orders-db', port: '5432' })).toEqual(service('orders-db', 'shop', '5432'));
  });

  test.each<[string, object]>([
    [
      'dial tcp 10.96.77.2:9042: connect: connection refused',
      { peerIp: '10.96.77.2', peerPort: '9042', peerRefused: '10.96.77.2' },
    ],
    [
      'Error: connect ECONNREFUSED 10.0.3.9:5672',
      { peerIp: '10.0.3.9', peerPort: '5672', peerRefused: '10.0.3.9' },
    ],
    ['dial tcp 10.0.3.9:5672: i/o timeout', { peerIp: '10.0.3.9', peerPort: '5672', peerSilent: '10.0.3.9' }],
    ['Error: getaddrinfo ENOTFOUND reviews-mongo', service('reviews-mongo', 'shop')],
    ['Error: getaddrinfo ENOTFOUND db', service('db', 'shop')],
    [
      'curl: (7) Failed to connect to catalog-api port 8080 after 2 ms',
      service('catalog-api', 'shop', '8080'),
    ],
    ['connection to server at "orders-db", port 5432 failed', service('orders-db', 'shop')],
    ['main.go:61 cannot start', { peerUnknownIn: 'shop', peerUnknownTo: 'app' }],
  ])('out of the line: %s', (line, expected) => {
    expect(peer({}, line)).toEqual(expected);
  });
});
