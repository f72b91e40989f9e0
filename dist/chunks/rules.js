const e=require("./engine.js"),t=require("./described-rules.js"),n=require("./start.js"),r={format:{type:`string`,value:`FORMAT`,choices:[`text`,`json`],description:`text (default) or json`}},i={summary:`list the rules`,help:`Usage: tikv-tls-gate rules [--format text|json]

Lists every rule with its severity in production under the policies baseline and strict.

Options:
${n.i(r)}

Examples:
  tikv-tls-gate rules
  tikv-tls-gate rules --format json
`,async run(e,{stdout:t}){let i=n.a(`rules`,e,r,0).text(`format`)??`text`;return t.write(i===`json`?`${JSON.stringify(o(),void 0,2)}\n`:a()),0}};function a(){let n=t.describedRules(),r=Math.max(...n.map(({id:e})=>e.length)),i=(t,n)=>e.Cn(e.nn.get(t),n,`production`,void 0),a=(e,t,n,i)=>`${e.padEnd(r)}  ${t.padEnd(8)}  ${n.padEnd(8)}  ${i}\n`,o=n.map(({id:e,title:t})=>a(e,i(`baseline`,e),i(`strict`,e),t));return a(`rule`,`baseline`,`strict`,`finds`)+o.join(``)}function o(){return t.describedRules().map(({example:t,...n})=>{let r=e.rn().map(t=>[t.name,Object.fromEntries(e.ar.map(r=>[r,e.Cn(t,n.id,r,void 0)]))]);return{...n,severities:Object.fromEntries(r)}})}exports.rulesCommand=i;