/** Where a workspace adds the app, and where Slack sends whoever agreed. */
export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';
