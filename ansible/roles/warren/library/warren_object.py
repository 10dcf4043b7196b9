#!/usr/bin/python
"""One object of a Warren server, as an Ansible module."""

import json
from urllib.parse import quote, urlencode

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.urls import fetch_url

DOCUMENTATION = r"""
module: warren_object
short_description: An interface, user or peer of a Warren server
description:
  - Makes, changes or deletes one object through Warren's API, /api/v1.
  - Only the given fields are compared and changed; what the server chose itself (keys, addresses) stays.
options:
  url:
    description: Where the web admin answers, without the API's path.
    type: str
    required: true
  token:
    description: An API token with the scope admin, or peers where only peers are handled.
    type: str
  username:
    description: An administrator, in place of a token; not for one with a second factor.
    type: str
  password:
    description: That administrator's password.
    type: str
  validate_certs:
    description: Whether the certificate of an https URL is checked.
    type: bool
    default: true
  kind:
    description: What it is.
    type: str
    required: true
    choices: [interfaces, users, peers]
  name:
    description: The object's name, which makes it the same one the next time.
    type: str
    required: true
  interface:
    description: The interface of a peer, by name. May be left out while there is only one.
    type: str
  fields:
    description: The other fields, by their names in the API.
    type: dict
    default: {}
  initial:
    description: Fields that are given only when the object is made, such as a password.
    type: dict
    default: {}
  state:
    description: Whether it is to be there.
    type: str
    default: present
    choices: [present, absent]
author:
  - The Warren authors
"""

EXAMPLES = r"""
- name: A laptop
  warren_object:
    url: http://127.0.0.1:51821
    token: "{{ warren_token }}"
    kind: peers
    name: laptop-anna
    fields:
      notes: Anna's laptop
      keepalive: 25
"""

RETURN = r"""
object:
  description: The object as the API shows it, without secrets.
  type: dict
  returned: when state is present
"""

PAGE = 500


# Numbers of the API, which templates hand over as texts.
NUMBERS = ("clientKeepalive", "clientMtu", "fwmark", "keepalive", "listenPort", "mtu", "peerLimit")


class Refused(Exception):
    """The server said no, or nothing that could be understood."""


class Server:
    """The API of one Warren server."""

    def __init__(self, module):
        self.module = module
        self.url = module.params["url"].rstrip("/") + "/api/v1"
        self.headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if module.params["token"]:
            self.headers["Authorization"] = "Bearer " + module.params["token"]
        else:
            # What fetch_url takes for Basic authentication.
            module.params["url_username"] = module.params["username"]
            module.params["url_password"] = module.params["password"]
            module.params["force_basic_auth"] = True

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body)
        response, about = fetch_url(self.module, self.url + path, data=data, headers=self.headers, method=method)
        # Of a refusal the body has been read already.
        text = about.get("body") or (response.read() if response is not None else b"")
        try:
            answer = json.loads(text) if text else {}
        except ValueError:
            answer = {}
        if 200 <= about["status"] < 300:
            return answer
        problems = [e.get("field", "") + ": " + e.get("detail", "") for e in answer.get("errors") or []]
        reason = "; ".join(problems) or answer.get("detail") or answer.get("title") or about.get("msg")
        raise Refused("%s %s: %s" % (method, path, reason))

    def find(self, kind, name, **where):
        """The object of this name, whatever its case; None if there is none."""
        after = None
        while True:
            query = {"q": name, "limit": PAGE, **where}
            if after:
                query["after"] = after
            page = self.call("GET", "/%s?%s" % (kind, urlencode(query)))
            for item in page["items"]:
                if item["name"].lower() == name.lower():
                    return self.call("GET", "/%s/%s" % (kind, quote(item["id"])))
            after = page.get("next")
            if not after:
                return None


def same(wanted, actual):
    """Whether the server has what is wanted. It may tell more, and lists of words have no order.

    What is asked for by name may be shown as an object with that name.
    """
    if isinstance(wanted, dict) and isinstance(actual, dict):
        return all(same(value, actual.get(key)) for key, value in wanted.items())
    if isinstance(wanted, str) and isinstance(actual, dict):
        return wanted in (actual.get("name"), actual.get("id"))
    if isinstance(wanted, list) and isinstance(actual, list):
        if len(wanted) != len(actual):
            return False
        if all(isinstance(one, str) for one in wanted + actual):
            return sorted(wanted) == sorted(actual)
        return all(same(a, b) for a, b in zip(wanted, actual))
    return wanted == actual


def numbers(fields):
    return {key: int(value) if key in NUMBERS and isinstance(value, str) and value.isdigit() else value for key, value in fields.items()}


def settle(module, server):
    params = {**module.params, "initial": numbers(module.params["initial"]), "fields": numbers(module.params["fields"])}
    where = {}
    if params["interface"]:
        interface = server.find("interfaces", params["interface"])
        if interface is None:
            raise Refused("interface: there is no interface named " + params["interface"])
        where["interface"] = interface["id"]
    current = server.find(params["kind"], params["name"], **where)

    if params["state"] == "absent":
        if current is not None and not module.check_mode:
            server.call("DELETE", "/%s/%s" % (params["kind"], quote(current["id"])))
        return {"changed": current is not None}

    if current is None:
        made = {"name": params["name"], **params["initial"], **params["fields"]}
        if where:
            made["interface"] = where["interface"]
        if not module.check_mode:
            current = server.call("POST", "/" + params["kind"], made)
        return {"changed": True, "object": current or made}

    changes = {key: value for key, value in params["fields"].items() if not same(value, current.get(key))}
    before = {key: current.get(key) for key in changes}
    if changes and not module.check_mode:
        current = server.call("PATCH", "/%s/%s" % (params["kind"], quote(current["id"])), changes)
    return {"changed": bool(changes), "object": current, "diff": {"before": before, "after": changes}}


def main():
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str", "required": True},
            "token": {"type": "str", "no_log": True},
            "username": {"type": "str"},
            "password": {"type": "str", "no_log": True},
            "validate_certs": {"type": "bool", "default": True},
            "kind": {"type": "str", "required": True, "choices": ["interfaces", "users", "peers"]},
            "name": {"type": "str", "required": True},
            "interface": {"type": "str"},
            "fields": {"type": "dict", "default": {}},
            "initial": {"type": "dict", "default": {}, "no_log": True},
            "state": {"type": "str", "default": "present", "choices": ["present", "absent"]},
        },
        required_one_of=[["token", "username"]],
        required_together=[["username", "password"]],
        supports_check_mode=True,
    )
    try:
        module.exit_json(**settle(module, Server(module)))
    except Refused as refusal:
        module.fail_json(msg=str(refusal))


if __name__ == "__main__":
    main()
