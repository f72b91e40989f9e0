var e=class{path;text;lineEnd;#e=[0];constructor(e,t){this.path=e,this.text=t;for(let e=t.indexOf(`
`);e!==-1;e=t.indexOf(`
`,e+1))this.#e.push(e+1);this.lineEnd=t[(this.#e[1]??0)-2]===`\r`?`\r
`:`
`}get count(){return this.#e.length}line(e){let t=this.#e[e-1];if(t===void 0)return;let n=this.#e[e];return this.text.slice(t,n===void 0?void 0:n-1).replace(/\r$/,``)}offset(e,t){let n=this.#e[e-1];if(n===void 0||t<1)return;let r=n+t-1;return r>(this.#e[e]??this.text.length+1)-1?void 0:r}at(e){let t=this.offset(e.line,e.column),n=this.offset(e.endLine,e.endColumn);return t===void 0||n===void 0||n<t?void 0:this.text.slice(t,n)}point(e,t){return{path:this.path,line:e,column:t,endLine:e,endColumn:t}}};Object.defineProperty(exports,"t",{enumerable:!0,get:function(){return e}});