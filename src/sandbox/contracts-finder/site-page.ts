import type { Context } from 'hono';
import type { SiteLayout } from './switches.ts';

/** Ids of elements, other ones on each request, as PHP's uniqid makes them (https://www.php.net/uniqid). */
export type ElementIds = () => string;

/** @param now UTC milliseconds; two numbers given at one instant differ all the same */
export function elementIds(now: () => number): ElementIds {
  let given = 0;
  return () => {
    given += 1;
    return (Math.floor(now() / 1000) * 0x100000 + given).toString(16);
  };
}

/** Where this portal stands: the origin and the path in front of `route`, so that links stay inside. */
export function baseOf(c: Context, route: RegExp): string {
  const url = new URL(c.req.url);
  return `${url.origin}${url.pathname.replace(route, '')}`;
}

/** A page of the site: title and body are HTML. Its session cookie is of no use to anybody who only reads. */
export function sitePage(
  parts: {
    readonly title: string;
    readonly body: string;
    readonly layout: SiteLayout;
    readonly session: string;
    /** As result pages say. */
    readonly isNoIndex: boolean;
  },
  status = 200,
): Response {
  const { title, body, layout, session, isNoIndex } = parts;
  const robots = isNoIndex ? '<meta name="robots" content="noindex, nofollow" />\n' : '';
  const html = `		<!DOCTYPE html>
		<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
		<head>
			<meta http-equiv="content-type" content="text/html; charset=utf-8" />
<!-- <meta http-equiv="Pragma" content="no-cache" /> -->
${robots}<meta name="viewport" content="width=device-width, initial-scale=1.0" />

			<title>${title} - Contracts Finder</title>
	<script>const SKIN = 'CONTRACTFINDER';</script>
						</head>
<body class="skin-contractfinder style-govuk body-ltr${layout === 2025 ? ' js-enabled' : ''}">
	<div id="skiplink-container" class="help-page"><div><a href="#all-content-wrapper" class="skiplink govuk-link break-word">Skip to main content</a></div></div>
	<div id="standard-holder">
		<div class="canvas"><div id="body-inner-canvas" class="govuk-width-container"><div id="standard-body" class="standard-body-plain">
${body}
		</div></div></div>
	</div>
	<div id="footer-container"><div id="govuk-footer" role="contentinfo">
		<p>All content is available under the <a href="http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3" class="govuk-link break-word">Open Government Licence v3.0</a> except where otherwise stated.</p>
	</div></div>
</body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store, no-cache, must-revalidate',
      'set-cookie': `CF_AUTH=${session}; path=/; secure; HttpOnly`,
    },
  });
}
