import { Me, UpdateMe } from "@/lib/contracts/people";
import { personRoute } from "@/lib/http/route";
import { getMe } from "@/lib/services/access";
import { updateMe } from "@/lib/services/sign-in";

export const GET = personRoute({ reply: Me }, ({ who }) => getMe(who));

export const PATCH = personRoute({ body: UpdateMe, reply: Me }, async ({ who, body }) => {
  await updateMe(who.userId, body);
  return getMe({
    ...who,
    name: body.name ?? who.name,
    locale: body.locale ?? who.locale,
    theme: body.theme ?? who.theme,
  });
});
