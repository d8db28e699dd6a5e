# syntax=docker/dockerfile:1
# Three targets: web (pages and API), worker (every queue, reads on the CPU), gpu (the gpu queue alone, reads on CUDA).
# The build needs no database; migrations run once per release: node --import tsx drizzle/migrate.ts

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev

FROM packages AS build
COPY . .
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
# Read when a page is served, not while it is built.
RUN DATABASE_URL=postgres://build@127.0.0.1/build NEXTAUTH_SECRET=only-while-building npx next build \
  && rm -rf .next/cache

FROM packages AS runtime-packages
RUN npm prune --omit=dev

FROM node:22-bookworm-slim AS runtime
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 TZ=UTC DATA_DIR=/data
RUN mkdir /data && chown node:node /data
VOLUME /data
COPY --from=runtime-packages /app/node_modules node_modules
COPY package.json next.config.js tsconfig.json ./
COPY lib lib
COPY drizzle drizzle

FROM runtime AS web
COPY public public
COPY --from=build /app/.next .next
USER node
ENV PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "node_modules/next/dist/bin/next", "start", "--hostname", "0.0.0.0"]

FROM runtime AS worker
COPY models models
COPY workers workers
USER node
ENV WORKER_PORT=3001
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.WORKER_PORT).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--import", "tsx", "workers/main.ts"]

# onnxruntime's CUDA libraries are too large for its npm package; its own script fetches the ones for CUDA 12.
FROM runtime-packages AS cuda-packages
RUN node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12

FROM nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04 AS gpu
WORKDIR /app
ENV NODE_ENV=production TZ=UTC DATA_DIR=/data WORKER_PORT=3001 WORKER_QUEUES=gpu INFERENCE_DEVICE=cuda
COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=worker /app /app
COPY --from=cuda-packages /app/node_modules/onnxruntime-node node_modules/onnxruntime-node
RUN mkdir /data && chown ubuntu:ubuntu /data
VOLUME /data
USER ubuntu
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.WORKER_PORT).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--import", "tsx", "workers/main.ts"]
