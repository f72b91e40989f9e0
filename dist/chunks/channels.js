const e=require("./engine.js"),t=require("./start.js"),n={...e.yr,format:{type:`string`,value:`FORMAT`,choices:e.a,description:`text (default), mermaid or json`},"explain-environments":{type:`boolean`,description:`show instead which files are in which environment and cluster, and why`}},r={summary:`show who talks to whom, and how safely`,help:`Usage: tikv-tls-gate channels [PATH] [options]

Shows every connection of every environment: who dials whom, what the server gives, and whether the handshake succeeds.

Options:
${t.i(n)}

Examples:
  tikv-tls-gate channels
  tikv-tls-gate channels deploy --environment prod
  tikv-tls-gate channels --format mermaid
  tikv-tls-gate channels --explain-environments      which file is where, and why
`,async run(r,i){let a=t.a(`channels`,r,n,1),o=await e.br(a,i,`never`),s=await e.c(o);if(s.kind===`refused`)return e.xr(s.mistakes,i,o.places);if(s.kind===`empty`)return i.stderr.write(`tikv-tls-gate: ${s.message}\n`),2;if(a.flag(`explain-environments`)){let{environmentsText:e}=await Promise.resolve().then(()=>require("./environments-text.js"));return i.stdout.write(e(s.report)),0}let c=a.text(`format`)??`text`,l=await e.o[c]();return i.stdout.write(l(s.report,{width:i.stdout.columns??100,docsUrl:t.l})),0}};exports.channelsCommand=r;