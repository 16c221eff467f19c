/**
 * People of a real hub, as they sign in and ask.
 */
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';

/** As tests/hub/jupyterhub_config.py has them. */
const PASSWORD = 'users-password';
const ADMINS = 'an-admin-password-of-32-characters-or-more';

/** A browser in which somebody has signed in. */
export async function signIn(
  browser: Browser,
  name: string,
  options: BrowserContextOptions = {}
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto('/hub/login?next=/hub/home');
  await page.getByLabel('Username').fill(name);
  await page
    .getByLabel('Password')
    .fill(name === 'hubadmin' ? ADMINS : PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/hub/home');
  return page;
}

/** An address of the service's web pages. */
export function web(path = ''): string {
  return `/services/hub-publish/${path}`;
}
