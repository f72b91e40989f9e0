# The command line in a container: docs/workflows.md shows how to build and run it. It needs no network and writes nothing.
# By tag, since a digest ages: pin the digest that you have reviewed where you build images for others.
FROM node:24-slim
COPY LICENSE package.json /gate/
COPY dist /gate/dist
USER node
WORKDIR /repository
ENTRYPOINT ["node", "/gate/dist/cli.js"]
CMD ["check"]
