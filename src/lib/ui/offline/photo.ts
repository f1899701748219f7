/** The longer side in pixels: enough to see a crack, small enough for a weak network. */
const SIDE = 1920;
const QUALITY = 0.8;

/** A photo as it is kept: a JPEG of a bounded size; what cannot be drawn stays as it is. */
export async function shrink(file: Blob): Promise<Blob> {
	const picture = await createImageBitmap(file).catch(() => null);
	if (!picture) return file;
	const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
	return blob ?? file;
}
