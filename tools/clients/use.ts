// What a program in TypeScript does with the types that were made: ask, and read beside the check.
import createClient from "openapi-fetch";
import type { paths as Beside } from "./api.d.ts";
import type { paths as Check } from "./check.d.ts";

const hub = { baseUrl: "https://hub.example", headers: { Authorization: "Bearer key" } };
const check = createClient<Check>(hub);
const beside = createClient<Beside>(hub);
const officer = { id: "4711", unit: "Border post north", workstation: "lane 3" };

export async function verdict(number: string, country: string): Promise<string> {
  const { data, error } = await check.POST("/api/v1/check", {
    body: {
      purpose: "border_management",
      subjects: [{ kind: "document", number, issuing_country: country }],
      officer,
    },
  });
  return data?.verdict ?? error?.code ?? "not answered";
}

export async function phone(code: string): Promise<string | undefined> {
  const header = {
    "Entraide-Officer": officer.id,
    "Entraide-Unit": officer.unit,
    "Entraide-Workstation": officer.workstation,
  };
  const { data } = await beside.GET("/api/v1/bureaus/{code}", { params: { path: { code }, header } });
  return data?.phone;
}

export const refused = () =>
  // @ts-expect-error The description knows no such purpose: the compiler refuses it.
  check.POST("/api/v1/check", { body: { purpose: "curiosity", subjects: [], officer } });
