// The provider that the tests sign in with: `node server.mjs PORT`, which prints "ready" when it listens.
//
// It is `oidc-provider` with one page of its own (who are you, and may the program know it?), Google's names for
// scopes and the shape of Google's certificates. Whatever is asked at /token?fault=NAME is answered with an
// id_token that has that fault, signed by the same key.
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

import Provider, { interactionPolicy } from 'oidc-provider';

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const MINUTE = 60;
const KEY = 'of-the-tests';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const policy = interactionPolicy.base();
policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'playertag-tests',
    client_secret: 'not-really-secret-in-a-program-that-is-installed',
    application_type: 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: ['http://127.0.0.1/'],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: KEY, use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['of the tests'] },
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  claims: {
    openid: ['sub'],
    'https://www.googleapis.com/auth/userinfo.email': ['email', 'email_verified'],
    'https://www.googleapis.com/auth/userinfo.profile': ['name'],
  },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
  },
  interactions: { policy, url: (_, interaction) => `/who/${interaction.uid}` },
  issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: false,
  ttl: {
    AccessToken: 60 * MINUTE, AuthorizationCode: MINUTE, Grant: 60 * MINUTE, IdToken: 60 * MINUTE,
    Interaction: 10 * MINUTE, RefreshToken: 60 * MINUTE, Session: 60 * MINUTE,
  },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, email: id, email_verified: !id.startsWith('unverified'), name: `Name of ${id}`,
    }),
  }),
});

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function sign(claims) {
  const head = `${part({ alg: 'RS256', kid: KEY, typ: 'JWT' })}.${part(claims)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}`;
}

const now = () => Math.floor(Date.now() / 1000);
const FAULTS = {
  expired: (claims) => sign({ ...claims, iat: now() - 120 * MINUTE, exp: now() - 60 * MINUTE }),
  audience: (claims) => sign({ ...claims, aud: 'another-program' }),
  issuer: (claims) => sign({ ...claims, iss: 'https://accounts.example.org' }),
  nonce: (claims) => sign({ ...claims, nonce: 'of-another-sign-in' }),
  unverified: (claims) => sign({ ...claims, email_verified: false }),
  somebody: (claims) => sign({ ...claims, sub: 'somebody-else@example.org' }),
  tampered: (claims, token) => {
    const [head, , signature] = token.split('.');
    return [head, part({ ...claims, email: 'mallory@example.org' }), signature].join('.');
  },
  nonsense: () => 'secret-nonsense-that-is-no-token',
  missing: () => undefined,
};

async function form(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

async function granted(params, accountId) {
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return { login: { accountId }, select_account: {}, consent: { grantId: await grant.save() } };
}

async function answerWho(ctx) {
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  if (ctx.method === 'GET') {
    ctx.type = 'html';
    ctx.body = '<form method="post"><input name="login"><button>Allow</button></form>';
    return;
  }
  const login = (await form(ctx.req)).get('login');
  const result = login ? await granted(params, login) : { error: 'access_denied' };
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  ctx.respond = false;
}

provider.use(async (ctx, next) => {
  if (ctx.path === '/certs') {
    ctx.body = { [KEY]: publicKey.export({ format: 'pem', type: 'spki' }) };
    return;
  }
  if (ctx.path.startsWith('/who/')) {
    await answerWho(ctx);
    return;
  }
  await next();
  const fault = FAULTS[ctx.query.fault];
  if (fault && ctx.body?.id_token) {
    const token = ctx.body.id_token;
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
    ctx.body = { ...ctx.body, id_token: fault(claims, token) };
  }
});

createServer(provider.callback()).listen(port, '127.0.0.1', () => console.log('ready'));
