import type { RequestHandler } from './$types';

/** The process is up; says nothing about the database. */
export const GET: RequestHandler = () => new Response('ok');
