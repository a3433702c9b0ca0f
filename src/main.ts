#!/usr/bin/env node
import { run } from './app/run.ts';

process.exitCode = await run(process.argv);
