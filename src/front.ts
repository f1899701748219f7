import type http from 'node:http';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { leaveArea } from '#lib/modules/excavation/server/index.ts';
import { findLayer } from '#lib/modules/layers/rules/index.ts';
import { isDomainError } from '#lib/kernel/errors.ts';
import { sessionActors, tokenOfCookies } from '#lib/server/auth/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { log } from '#lib/server/log/log.ts';
import type { Platform } from '#lib/server/platform.ts';
import { can, type Actor } from '#lib/server/policy/index.ts';
import type { TileRequest, TileResponse } from '#lib/server/tiles/index.ts';

type Request = http.IncomingMessage;
type Response = http.ServerResponse;

/** Answers a request in front of SvelteKit, or hands it on. */
export type Front = (req: Request, res: Response, next: () => void) => void;

const TILE = /^\/tiles\/([a-z0-9_]{1,40})\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.mvt$/;

/** Where a mail program ends a subscription by itself (RFC 8058): from no page, so that it names no origin. */
const LEAVE = /^\/portal\/alerts\/leave\/([\w.-]{1,200})$/;

/**
 * The fast lane for vector tiles: who may see the layer and the finished bytes are both in memory, so that a tile
 * costs a look-up. Whatever is not a plain, permitted tile goes on to the route, which says what is wrong.
 */
export function frontDoor(platform: Platform): Front {
	const actors = sessionActors(platform);
	return (req, res, next) => {
		const leave = req.method === 'POST' && !req.headers.origin ? LEAVE.exec(req.url ?? '') : null;
		if (leave) return void leaveByMail(platform, leave[1]!, req, res);
		const found = req.method === 'GET' ? TILE.exec(req.url ?? '') : null;
		const layer = found ? findLayer(found[1]!) : undefined;
		if (!found || !layer) return next();
		const tile = { z: Number(found[2]), x: Number(found[3]), y: Number(found[4]) };
		const actor = actors.of(tokenOfCookies(req.headers.cookie), req.headers.authorization);
		if (actor instanceof Promise)
			actor.then(
				(a) => answer(a),
				() => next()
			);
		else answer(actor);

		function answer(actor: Actor): void {
			if (!can(actor, 'layer:read', layer!)) return next();
			respond(platform, request(req, layer!, tile), res, next);
		}
	};
}

async function leaveByMail(platform: Platform, token: string, req: Request, res: Response): Promise<void> {
	req.resume();
	try {
		await leaveArea(makeCtx(platform), token);
		res.writeHead(200).end();
	} catch (error) {
		if (!isDomainError(error)) log.error('a subscription could not be ended by mail', { error });
		res.writeHead(isDomainError(error) ? error.status : 500).end();
	}
}

function request(req: Request, layer: LayerDef, tile: { z: number; x: number; y: number }): TileRequest {
	return {
		layer,
		// Nothing in a layer depends on who looks: whoever may see it sees all of it.
		permissionClass: 'all',
		...tile,
		ifNoneMatch: req.headers['if-none-match'],
		acceptEncoding: req.headers['accept-encoding'] as string | undefined
	};
}

function respond(platform: Platform, tile: TileRequest, res: Response, next: () => void): void {
	const response = platform.tiles.respond(tile);
	if (!(response instanceof Promise)) return send(res, response);
	response.then(
		(r) => send(res, r),
		(error) => {
			log.warn('tile failed in front', { layer: tile.layer.id, error });
			next();
		}
	);
}

function send(res: Response, { status, headers, body }: TileResponse): void {
	res.writeHead(status, headers);
	if (body) res.end(body);
	else res.end();
}
