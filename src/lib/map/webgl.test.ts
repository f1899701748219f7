import { expect, it } from 'vitest';
import { isSoftwareRenderer } from './webgl.ts';

it.each([
	['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)', true],
	['llvmpipe (LLVM 15.0.6, 256 bits)', true],
	['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)', true],
	['', true],
	['ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00005917) Direct3D11 vs_5_0 ps_5_0, D3D11)', false],
	['Mali-G76', false],
	['Apple GPU', false]
])('%j draws in software: %s', (name, software) => expect(isSoftwareRenderer(name)).toBe(software));
