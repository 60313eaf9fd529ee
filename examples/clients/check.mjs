// Asks a worker about meetings: node check.mjs [the worker's command], or node check.mjs http://127.0.0.1:8737
// Node 18 or later, nothing else.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const plans = [1, 2, 3].map((day) => ({ meeting: "topical", day: `2024-06-0${day}` }));
const requests = plans.map((plan, index) => ({ id: index + 1, detail: "verdict", plan }));
const [first = "meetingrules", ...rest] = process.argv.slice(2);

async function byHttp(address) {
  for (const request of requests) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${address}/check`, { method: "POST", headers, body: JSON.stringify(request) });
    console.log(JSON.stringify(await answer.json())); // 200 or not: what is wrong is in the answer
  }
}

function throughPipes(command, args) {
  const worker = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  createInterface({ input: worker.stdout }).on("line", (line) => console.log(line));
  worker.on("exit", (code) => (process.exitCode = code ?? 1));
  for (const request of requests) worker.stdin.write(JSON.stringify(request) + "\n");
  worker.stdin.end();
}

if (first.startsWith("http")) await byHttp(first);
else throughPipes(first, rest.length ? rest : ["serve", "--stdio"]);
