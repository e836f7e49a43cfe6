import type { Network } from "./network";

/** A network as it is kept in a file: rows of bytes, each with the size of its largest number. */
export type PackedNetwork = {
  /** Of the lessons that it was learned from. */
  lessons: string;
  outputs: string[];
  hidden: number;
  /** Base64. */
  features: { bytes: string; sizes: string };
  hiddenBias: number[];
  weights: number[];
  bias: number[];
};

export function pack(network: Network, lessons: string): PackedNetwork {
  const { outputs, hidden, features, hiddenBias, weights, bias } = network;
  const rows = features.length / hidden;
  const bytes = new Int8Array(features.length);
  const sizes = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const values = features.subarray(row * hidden, (row + 1) * hidden);
    const size = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9);
    sizes[row] = size;
    bytes.set(
      Int8Array.from(values, (value) => Math.round((value / size) * 127)),
      row * hidden,
    );
  }
  const rounded = (values: Float32Array): number[] =>
    Array.from(values, (x) => Number(x.toFixed(5)));
  return {
    ...{ lessons, outputs, hidden },
    features: { bytes: toBase64(bytes), sizes: toBase64(sizes) },
    ...{ hiddenBias: rounded(hiddenBias), weights: rounded(weights), bias: rounded(bias) },
  };
}

export function unpack({ outputs, hidden, features, ...others }: PackedNetwork): Network {
  const bytes = new Int8Array(fromBase64(features.bytes));
  const sizes = new Float32Array(fromBase64(features.sizes));
  return {
    ...{ outputs, hidden },
    features: Float32Array.from(
      bytes,
      (byte, i) => (byte * (sizes[Math.floor(i / hidden)] ?? 0)) / 127,
    ),
    hiddenBias: Float32Array.from(others.hiddenBias),
    weights: Float32Array.from(others.weights),
    bias: Float32Array.from(others.bias),
  };
}

function toBase64({ buffer }: Int8Array | Float32Array): string {
  return Buffer.from(buffer).toString("base64");
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, "base64")).buffer;
}
