/** The server's picture of a slice as PNG, legend and names included. */

/** Pixels of the picture for one of the server's. */
const SCALE = 2;
const SIZE = [1600, 1000] as const;

export async function download(address: string, name: string): Promise<void> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const source = URL.createObjectURL(new Blob([await answer.blob()], { type: "image/svg+xml" }));
  try {
    const image = new Image(...SIZE);
    image.src = source;
    await image.decode();
    save(await painted(image), name);
  } finally {
    URL.revokeObjectURL(source);
  }
}

function painted(image: HTMLImageElement): Promise<Blob> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [SIZE[0] * SCALE, SIZE[1] * SCALE];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be made."))), "image/png");
  });
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  [link.href, link.download] = [address, name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
