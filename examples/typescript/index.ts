// Runs Pulumi with the Automation API: `node bin/index.js preview`, `up` or `destroy`.
// The provider executable must be on PATH. Environment variables set INFISICAL_HOST and the credentials.
import { LocalWorkspace, PulumiFn } from "@pulumi/pulumi/automation";
import * as infisical from "@pulumi/infisical-rotation";

function required(variable: string): string {
    const value = process.env[variable];
    if (!value) {
        throw new Error(`Set ${variable}.`);
    }
    return value;
}

const program: PulumiFn = async () => {
    const keys = new infisical.RotatedAwsIamUser("ci-bot", {
        userName: "ci-bot",
        projectId: required("PROJECT_ID"),
        connectionId: required("CONNECTION_ID"),
        environment: "dev",
        secretPath: "/",
        rotationInterval: 30,
        rotateAtUtc: { hours: 3, minutes: 0 },
    });
    return { rotationId: keys.rotationId, nextRotationAt: keys.nextRotationAt };
};

async function main(command: string): Promise<void> {
    const stack = await LocalWorkspace.createOrSelectStack({
        projectName: "rotated-user-typescript",
        stackName: "dev",
        program,
    });
    const onOutput = (text: string) => void process.stdout.write(text);
    switch (command) {
        case "preview":
            await stack.preview({ onOutput });
            break;
        case "up":
            await stack.up({ onOutput });
            break;
        case "destroy":
            await stack.destroy({ onOutput });
            break;
        default:
            throw new Error(`Unknown command "${command}". Use preview, up or destroy.`);
    }
}

main(process.argv[2] ?? "preview").catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});
