/* Loaded only where a page has input[type=file][data-photo]. */
const LONGEST = 1600;

/** Width and height inside the limit, never enlarged. */
export function fit(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function shrink(file: File): Promise<File> {
  // from-image: turned as the camera meant; the drawing then carries no place, time or device.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const size = fit(picture.width, picture.height);
  const canvas = Object.assign(document.createElement('canvas'), size);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.82));
  if (!blob) throw new Error('canvas gave nothing');
  return new File([blob], 'photo.jpg', { type: 'image/jpeg' });
}

export function startPhotos(): void {
  document.addEventListener('change', async event => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.matches('input[type=file][data-photo]') || !input.files?.length) return;
    const chosen = [...input.files];
    try {
      const small = new DataTransfer();
      for (const file of chosen) small.items.add(file.type.startsWith('image/') ? await shrink(file) : file);
      // Unless another picture was chosen while this one was being drawn.
      if (input.files[0] === chosen[0]) input.files = small.files;
    } catch {
      // A format this browser cannot draw: the original goes, and the server takes the metadata off.
    }
  });
}
