/** The objects in the buckets of S3, whose names are one world's. In memory, empty at the start. */
export class StoredObjects {
  private readonly contents = new Map<string, Buffer>();

  put(bucket: string, key: string, content: string | Uint8Array): void {
    this.contents.set(`${bucket}/${key}`, Buffer.from(content as Uint8Array));
  }

  find(bucket: string, key: string): Buffer | undefined {
    return this.contents.get(`${bucket}/${key}`);
  }
}
