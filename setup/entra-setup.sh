#!/usr/bin/env bash
# Registers web-frontend and orders-api in the tenant that `az login` is signed in to, or corrects both. What they are
# to be stands in the JSON files beside this script; running it again changes nothing. docs/entra-setup.md explains.
set -euo pipefail

usage() {
  cat <<'TEXT'
setup/entra-setup.sh [options]     (first: az login --allow-no-subscriptions --tenant <tenant>)

  --public-url URL           where people open web-frontend; default http://localhost:8080
  --name-prefix TEXT         for a second pair in the same tenant, such as "test-"
  --pre-authorize            web-frontend needs no consent for orders-api
  --search                   orders-api may search Azure AI Search on behalf of people
  --approver USER            gives this person the role Orders.Approve; may be repeated
  --kubernetes ISSUER NAMESPACE SERVICE_ACCOUNT
                             workload identity: this service account proves orders-api, without a secret
  --managed-identity ID      this managed identity (its object id) proves orders-api, without a secret
  --admin-consent            consents for everybody in the tenant (not to Mail.Send, which people are asked for)
  --step-up                  authentication context c1 and a policy that wants a second factor for it
  --secrets FILE             makes the secrets that FILE does not name yet, and writes them there and nowhere else
TEXT
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
public_url=http://localhost:8080 prefix='' pre_authorize=false search=false admin_consent=false step_up=false
secrets='' cluster=() managed_identity='' approvers=()

fail() { printf '%s\n' "$*" >&2; exit 1; }
say() { printf '%s\n' "$*" >&2; }
needs() { [ "$2" -gt "$3" ] || { usage >&2; fail "$1 needs $3 value(s)."; }; }

while [ $# -gt 0 ]; do
  case $1 in
    --public-url) needs "$1" $# 1; public_url=$2; shift ;;
    --name-prefix) needs "$1" $# 1; prefix=$2; shift ;;
    --pre-authorize) pre_authorize=true ;;
    --search) search=true ;;
    --approver) needs "$1" $# 1; approvers+=("$2"); shift ;;
    --kubernetes) needs "$1" $# 3; cluster=("$2" "$3" "$4"); shift 3 ;;
    --managed-identity) needs "$1" $# 1; managed_identity=$2; shift ;;
    --admin-consent) admin_consent=true ;;
    --step-up) step_up=true ;;
    --secrets) needs "$1" $# 1; secrets=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "unknown option $1" ;;
  esac
  shift
done

[[ $public_url =~ ^(https://[A-Za-z0-9.-]+(:[0-9]+)?|http://(localhost|127\.0\.0\.1)(:[0-9]+)?)$ ]] \
  || fail "--public-url is scheme and host alone, https (http only for localhost): $public_url"
[[ $prefix =~ ^[A-Za-z0-9-]*$ ]] || fail "--name-prefix has letters, digits and hyphens only: $prefix"
command -v az >/dev/null || fail "The Azure CLI is missing: https://learn.microsoft.com/cli/azure/install-azure-cli"
tenant_id=$(az account show --query tenantId --output tsv) || fail "Sign in first: az login --allow-no-subscriptions"
graph_host=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# graph METHOD PATH [az rest options]
graph() { az rest --only-show-errors --method "$1" --uri "${graph_host%/}/v1.0/$2" "${@:3}"; }
# upsert PATH BODY_FILE: creates what is not there yet, corrects what is.
upsert() { graph patch "$1" --headers Content-Type=application/json Prefer=create-if-missing --body "@$2" --output none; }
post() { graph post "$1" --headers Content-Type=application/json --body "@$2" --output none; }
# A new object takes seconds until every replica of the directory knows it.
eventually() {
  local tries=0
  until "$@" 2>"$work/error"; do
    tries=$((tries + 1))
    [ "$tries" -lt 15 ] || { cat "$work/error" >&2; return 1; }
    sleep 2
  done
}

app() { printf "applications(uniqueName='%sonbehalf-%s')" "$prefix" "$1"; }
app_id() { graph get "$(app "$1")?\$select=appId" --query appId --output tsv; }

register() {
  printf '{"displayName":"%s%s"}' "$prefix" "$1" >"$work/name.json"
  upsert "$(app "$1")" "$work/name.json"
}

# The manifest with the tenant's own values in it.
manifest() {
  sed -e "s|\${public_url}|$public_url|g" -e "s|\${api_client_id}|$api_client_id|g" \
    -e "s|\${web_client_id}|$web_client_id|g" -e "s|\"displayName\": \"$1\"|\"displayName\": \"$prefix$1\"|" "$here/$1.json" |
    if [[ $public_url == https://* ]]; then cat; else
      sed '/"logoutUrl"/d' # Entra calls back by https only.
    fi >"$work/$1.json"
}

service_principal() {
  local id
  if ! id=$(graph get "servicePrincipals(appId='$1')?\$select=id" --query id --output tsv 2>/dev/null); then
    printf '{"appId":"%s"}' "$1" >"$work/principal.json"
    post servicePrincipals "$work/principal.json"
    id=$(eventually graph get "servicePrincipals(appId='$1')?\$select=id" --query id --output tsv)
  fi
  printf '%s' "$id"
}

trust() {
  printf '{"issuer":"%s","subject":"%s","audiences":["api://AzureADTokenExchange"],"description":"%s"}' \
    "$2" "$3" "Proves orders-api without a secret" >"$work/federated.json"
  upsert "applications(appId='$api_client_id')/federatedIdentityCredentials(name='$1')" "$work/federated.json"
}

approve() {
  local person role found
  person=$(graph get "users/$1?\$select=id" --query id --output tsv) || fail "There is no person $1 in this tenant."
  role=$(graph get "$(app orders-api)?\$select=appRoles" --query "appRoles[?value=='Orders.Approve'].id | [0]" --output tsv)
  found=$(graph get "users/$person/appRoleAssignments?\$filter=resourceId%20eq%20$api_principal" \
    --query "value[?appRoleId=='$role'].id | [0]" --output tsv)
  [ -z "$found" ] || return 0
  printf '{"principalId":"%s","resourceId":"%s","appRoleId":"%s"}' "$person" "$api_principal" "$role" >"$work/role.json"
  post "servicePrincipals/$api_principal/appRoleAssignedTo" "$work/role.json"
}

may_search() {
  service_principal 880da380-985e-4198-81b9-e05b1cc53158 >/dev/null
  # The permission joins the manifest's list as its first entry.
  awk -v fragment="$here/search-permission.json" '
    { print }
    /"requiredResourceAccess": \[/ { while ((getline line < fragment) > 0) print line; print "," }' \
    "$work/orders-api.json" >"$work/orders-api-with-search.json"
  mv "$work/orders-api-with-search.json" "$work/orders-api.json"
}

pre_authorized() {
  printf '{"api":{"preAuthorizedApplications":[{"appId":"%s","delegatedPermissionIds":["%s","%s","%s"]}]}}' "$web_client_id" \
    796d9a53-93c2-4521-81d4-0fabe21dd9f4 bc77ddf8-107b-4bb4-a4d2-a84cd81770a6 97baece2-c610-4373-ab47-711b66f38a7d \
    >"$work/pre-authorized.json"
  graph patch "applications(appId='$api_client_id')" --headers Content-Type=application/json \
    --body "@$work/pre-authorized.json" --output none
}

stepped_up() {
  local name found
  graph patch identity/conditionalAccess/authenticationContextClassReferences/c1 \
    --headers Content-Type=application/json --body "@$here/authentication-context.json" --output none || return 1
  name=$(sed -n 's/^  "displayName": "\(.*\)",$/\1/p' "$here/step-up-policy.json")
  found=$(graph get identity/conditionalAccess/policies --query "value[?displayName=='$name'].id | [0]" --output tsv) || return 1
  [ -n "$found" ] || post identity/conditionalAccess/policies "$here/step-up-policy.json"
}

# secret VARIABLE COMMAND…: what the command prints goes to the file, unless the file has the variable.
secret() {
  local value
  if [ -e "$secrets" ] && grep -q "^$1=" "$secrets"; then return 0; fi
  value=$("${@:2}")
  [ -n "$value" ] || fail "$1 could not be made."
  (umask 077 && printf '%s=%s\n' "$1" "$value" >>"$secrets")
}
new_secret() {
  az ad app credential reset --only-show-errors --id "$1" --append --years 1 \
    --display-name "made by entra-setup.sh" --query password --output tsv
}

say "Tenant $tenant_id: ${prefix}web-frontend and ${prefix}orders-api for $public_url"
register web-frontend
register orders-api
web_client_id=$(eventually app_id web-frontend)
api_client_id=$(eventually app_id orders-api)
manifest web-frontend
manifest orders-api
if $search; then may_search; fi
# orders-api first: web-frontend asks for scopes that must exist.
eventually upsert "$(app orders-api)" "$work/orders-api.json"
eventually upsert "$(app web-frontend)" "$work/web-frontend.json"
service_principal "$web_client_id" >/dev/null
api_principal=$(service_principal "$api_client_id")
if $pre_authorize; then pre_authorized; fi
for person in ${approvers[@]+"${approvers[@]}"}; do approve "$person"; done
if [ ${#cluster[@]} -gt 0 ]; then
  trust kubernetes "${cluster[0]}" "system:serviceaccount:${cluster[1]}:${cluster[2]}"
fi
if [ -n "$managed_identity" ]; then
  trust managed-identity "$(az cloud show --query endpoints.activeDirectory --output tsv)/$tenant_id/v2.0" "$managed_identity"
fi
if $admin_consent; then
  # For web-frontend last: its consent covers scopes of orders-api.
  eventually az ad app permission admin-consent --only-show-errors --id "$api_client_id"
  eventually az ad app permission admin-consent --only-show-errors --id "$web_client_id"
fi
if $step_up; then
  stepped_up || say "The Azure CLI may not write Conditional Access policies as you; docs/entra-setup.md tells how else."
fi
if [ -n "$secrets" ]; then
  secret ENTRA_WEB_CLIENT_SECRET new_secret "$web_client_id"
  secret SIGN_IN_STATE_SECRET openssl rand -base64 32
  # Who proves itself by a cluster or a machine needs no secret.
  if [ ${#cluster[@]} -eq 0 ] && [ -z "$managed_identity" ]; then
    secret ENTRA_API_CLIENT_SECRET new_secret "$api_client_id"
  fi
  say "Secrets are in $secrets, readable by you only."
fi

say "Set these for both applications (then ./mvnw -Pdoctor):"
printf '%s\n' "ENTRA_TENANT_ID=$tenant_id" "ENTRA_WEB_CLIENT_ID=$web_client_id" "ENTRA_API_CLIENT_ID=$api_client_id" \
  "PUBLIC_URL=$public_url"
if [ ${#cluster[@]} -gt 0 ]; then
  echo "ENTRA_API_CREDENTIAL=workload-identity"
elif [ -n "$managed_identity" ]; then
  echo "ENTRA_API_CREDENTIAL=managed-identity"
fi
