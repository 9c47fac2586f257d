# One image for every process; docker-compose.yml says which of them a container runs.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
# No install script is needed, and some would download what is never used.
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
# Prisma asks for its schema engine by name only, never runs it to generate, and would download it.
RUN PRISMA_SCHEMA_ENGINE_BINARY=package.json CHECKPOINT_DISABLE=1 npx prisma generate --no-hints --config prisma.config.ts
RUN npx tsc -b apps/api apps/scheduler apps/worker apps/cli
# The embedded PostgreSQL is an optional dependency: here the server is a service of its own.
RUN npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/var/lib/longshore
# What a new volume is made from, so that the unprivileged user may write to it.
RUN install -d -o node -g node /var/lib/longshore
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps ./apps
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY --from=build /app/cloudformation ./cloudformation
USER node
EXPOSE 3000
CMD ["node", "apps/api/dist/main.js"]
