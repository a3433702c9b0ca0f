import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Markup } from '../page.ts';
import type { Env } from './api.ts';
import { word } from './fields.ts';
import { slackPage } from './page-frame.ts';
import { WORKSPACE } from './seeds.ts';
import type { World } from './world.ts';

/** The app's address with the outcome; undefined where it is none for a browser. */
function destination(redirectUri: string, outcome: Readonly<Record<string, string>>): string | undefined {
  if (!URL.canParse(redirectUri)) return undefined;
  const url = new URL(redirectUri);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  for (const [key, value] of Object.entries(outcome)) url.searchParams.set(key, value);
  return url.href;
}

/** The question itself. */
function question(asked: Readonly<Record<string, string>>, world: World): Markup {
  const { scope = '', state = '', redirect_uri: redirectUri = '' } = asked;
  const teams = world.workspaces().map(({ team }) => html`<option value="${team.id}">${team.name}</option>`);
  const scopes = scope.split(',').map((one) => html`<li>${one}</li>`);
  return html`<main>
    <h1>tenderbell asks to come into a workspace</h1>
    <p>It would be able to:</p>
    <ul>
      ${scopes}
    </ul>
    <form method="post" action="/oauth/v2/authorize" class="compose">
      <input type="hidden" name="scope" value="${scope}" />
      <input type="hidden" name="state" value="${state}" />
      <input type="hidden" name="redirect_uri" value="${redirectUri}" />
      <label for="team">Workspace</label>
      <select id="team" name="team">
        ${teams}
      </select>
      <button name="do" value="allow" class="primary">Allow</button>
      <button name="do" value="cancel">Cancel</button>
    </form>
  </main>`;
}

function sentence(heading: string): Markup {
  return html`<main><h1>${heading}</h1></main>`;
}

/** Where a person is asked whether the app may come in (https://docs.slack.dev/authentication/installing-with-oauth). The answer is a link and no redirect, as the page's rules let forms lead nowhere else. */
export function authorizePages(world: World): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/oauth/v2/authorize', (c) => {
    const asked = c.req.query();
    const isOurs = word(asked, 'client_id') === WORKSPACE.clientId;
    const body = isOurs ? question(asked, world) : sentence('Invalid client_id parameter');
    return slackPage(c, 'Pretend Slack: may tenderbell come in?', body);
  });
  app.post('/oauth/v2/authorize', async (c) => {
    const form = await c.req.parseBody();
    const [team, state, redirectUri] = [word(form, 'team'), word(form, 'state'), word(form, 'redirect_uri')];
    const allows = word(form, 'do') === 'allow' && world.workspace(team) !== undefined;
    const code = allows
      ? world.tokens.issueCode({ team, user: 'U01SAM0000', scopes: word(form, 'scope'), redirectUri })
      : '';
    const outcome = allows ? { code, state } : { error: 'access_denied', state };
    const link = destination(redirectUri, outcome);
    const heading = allows ? 'Allowed' : 'Not allowed';
    const body =
      link === undefined
        ? sentence('bad_redirect_uri')
        : html`<main>
            <h1>${heading}</h1>
            <p><a href="${link}">Go back to tenderbell</a></p>
          </main>`;
    return slackPage(c, 'Pretend Slack', body);
  });
  return app;
}
