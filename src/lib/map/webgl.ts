/** Names under which drivers without a graphics processor introduce themselves. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|microsoft basic|mesa offscreen/i;

/** True when a renderer's name belongs to a processor drawing by itself, which is far slower than canvas. */
export function isSoftwareRenderer(name: string): boolean {
	return name === '' || SOFTWARE.test(name);
}

let answer: boolean | undefined;

/** Whether this machine has a graphics processor that WebGL really uses. Asked once; office machines often have none. */
export function hasGpu(): boolean {
	answer ??= !isSoftwareRenderer(rendererName());
	return answer;
}

/** The renderer's true name, or '' without WebGL or where the browser keeps it to itself. */
function rendererName(): string {
	const context = document
		.createElement('canvas')
		.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
	const details = context?.getExtension('WEBGL_debug_renderer_info');
	const name = details ? String(context?.getParameter(details.UNMASKED_RENDERER_WEBGL)) : '';
	// A browser has few contexts to give.
	context?.getExtension('WEBGL_lose_context')?.loseContext();
	return name;
}
