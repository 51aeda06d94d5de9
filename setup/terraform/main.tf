# Registers web-frontend and orders-api. What they are to be stands in ../orders-api.json and ../web-frontend.json, which
# ../entra-setup.sh uses too. docs/entra-setup.md explains; the authentication context is not here, since the provider
# has no resource for it.

terraform {
  required_version = ">= 1.5"
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

provider "azuread" {
  tenant_id = var.tenant_id
}

locals {
  ids = {
    public_url    = var.public_url
    api_client_id = azuread_application_registration.orders_api.client_id
    web_client_id = azuread_application_registration.web_frontend.client_id
  }
  # The registrations themselves cannot wait for their own ids, nor can what is counted before they exist.
  none = { public_url = var.public_url, api_client_id = "", web_client_id = "" }
  names = {
    api = jsondecode(templatefile("${path.module}/../orders-api.json", local.none))
    web = jsondecode(templatefile("${path.module}/../web-frontend.json", local.none))
  }
  api = jsondecode(templatefile("${path.module}/../orders-api.json", local.ids))
  web = jsondecode(templatefile("${path.module}/../web-frontend.json", local.ids))

  search     = jsondecode(file("${path.module}/../search-permission.json"))
  api_access = concat(local.names.api.requiredResourceAccess, var.search ? [local.search] : [])
}

# ---- The registrations ------------------------------------------------------------------------------------------------

resource "azuread_application_registration" "orders_api" {
  display_name                           = "${var.name_prefix}${local.names.api.displayName}"
  sign_in_audience                       = local.names.api.signInAudience
  requested_access_token_version         = local.names.api.api.requestedAccessTokenVersion
  implicit_access_token_issuance_enabled = local.names.api.web.implicitGrantSettings.enableAccessTokenIssuance
  implicit_id_token_issuance_enabled     = local.names.api.web.implicitGrantSettings.enableIdTokenIssuance
}

resource "azuread_application_registration" "web_frontend" {
  display_name                           = "${var.name_prefix}${local.names.web.displayName}"
  sign_in_audience                       = local.names.web.signInAudience
  homepage_url                           = local.names.web.web.homePageUrl
  implicit_access_token_issuance_enabled = local.names.web.web.implicitGrantSettings.enableAccessTokenIssuance
  implicit_id_token_issuance_enabled     = local.names.web.web.implicitGrantSettings.enableIdTokenIssuance
  # Entra calls back by https only.
  logout_url = startswith(var.public_url, "https://") ? local.names.web.web.logoutUrl : null
}

resource "azuread_service_principal" "orders_api" {
  client_id = azuread_application_registration.orders_api.client_id
}

resource "azuread_service_principal" "web_frontend" {
  client_id = azuread_application_registration.web_frontend.client_id
}

# ---- What orders-api exposes ------------------------------------------------------------------------------------------

resource "azuread_application_identifier_uri" "orders_api" {
  application_id = azuread_application_registration.orders_api.id
  identifier_uri = local.api.identifierUris[0]
}

resource "azuread_application_permission_scope" "orders_api" {
  for_each       = { for scope in local.names.api.api.oauth2PermissionScopes : scope.value => scope }
  application_id = azuread_application_registration.orders_api.id

  scope_id                   = each.value.id
  value                      = each.value.value
  type                       = each.value.type
  user_consent_display_name  = each.value.userConsentDisplayName
  user_consent_description   = each.value.userConsentDescription
  admin_consent_display_name = each.value.adminConsentDisplayName
  admin_consent_description  = each.value.adminConsentDescription
}

resource "azuread_application_app_role" "orders_api" {
  for_each       = { for role in local.names.api.appRoles : role.value => role }
  application_id = azuread_application_registration.orders_api.id

  role_id              = each.value.id
  value                = each.value.value
  allowed_member_types = each.value.allowedMemberTypes
  display_name         = each.value.displayName
  description          = each.value.description
}

resource "azuread_application_known_clients" "orders_api" {
  application_id   = azuread_application_registration.orders_api.id
  known_client_ids = local.api.api.knownClientApplications
}

resource "azuread_application_pre_authorized" "web_frontend" {
  count                = var.pre_authorize ? 1 : 0
  application_id       = azuread_application_registration.orders_api.id
  authorized_client_id = azuread_application_registration.web_frontend.client_id
  permission_ids       = [for scope in azuread_application_permission_scope.orders_api : scope.scope_id]
}

# ---- What both ask for, and where people come back to -----------------------------------------------------------------

resource "azuread_application_api_access" "orders_api" {
  for_each       = { for access in local.api_access : access.resourceAppId => access }
  application_id = azuread_application_registration.orders_api.id
  api_client_id  = each.value.resourceAppId
  scope_ids      = [for permission in each.value.resourceAccess : permission.id if permission.type == "Scope"]
}

resource "azuread_application_api_access" "web_frontend_to_orders_api" {
  application_id = azuread_application_registration.web_frontend.id
  api_client_id  = local.web.requiredResourceAccess[0].resourceAppId
  scope_ids      = [for permission in local.web.requiredResourceAccess[0].resourceAccess : permission.id]
  depends_on     = [azuread_application_permission_scope.orders_api]
}

resource "azuread_application_api_access" "web_frontend_to_graph" {
  application_id = azuread_application_registration.web_frontend.id
  api_client_id  = local.names.web.requiredResourceAccess[1].resourceAppId
  scope_ids      = [for permission in local.names.web.requiredResourceAccess[1].resourceAccess : permission.id]
}

resource "azuread_application_redirect_uris" "orders_api" {
  application_id = azuread_application_registration.orders_api.id
  type           = "Web"
  redirect_uris  = local.names.api.web.redirectUris
}

resource "azuread_application_redirect_uris" "web_frontend" {
  application_id = azuread_application_registration.web_frontend.id
  type           = "Web"
  redirect_uris  = local.names.web.web.redirectUris
}

resource "azuread_application_optional_claims" "orders_api" {
  application_id = azuread_application_registration.orders_api.id
  dynamic "access_token" {
    for_each = local.names.api.optionalClaims.accessToken
    content {
      name = access_token.value.name
    }
  }
}

resource "azuread_application_optional_claims" "web_frontend" {
  application_id = azuread_application_registration.web_frontend.id
  dynamic "id_token" {
    for_each = local.names.web.optionalClaims.idToken
    content {
      name = id_token.value.name
    }
  }
}

# ---- Proof without a secret -------------------------------------------------------------------------------------------

resource "azuread_application_federated_identity_credential" "kubernetes" {
  count          = var.kubernetes == null ? 0 : 1
  application_id = azuread_application_registration.orders_api.id
  display_name   = "kubernetes"
  description    = "Proves orders-api without a secret"
  issuer         = var.kubernetes.issuer
  subject        = "system:serviceaccount:${var.kubernetes.namespace}:${var.kubernetes.service_account}"
  audiences      = ["api://AzureADTokenExchange"]
}

resource "azuread_application_federated_identity_credential" "managed_identity" {
  count          = var.managed_identity == null ? 0 : 1
  application_id = azuread_application_registration.orders_api.id
  display_name   = "managed-identity"
  description    = "Proves orders-api without a secret"
  issuer         = "https://login.microsoftonline.com/${var.tenant_id}/v2.0"
  subject        = var.managed_identity
  audiences      = ["api://AzureADTokenExchange"]
}

# ---- People -----------------------------------------------------------------------------------------------------------

data "azuread_user" "approver" {
  for_each            = var.approvers
  user_principal_name = each.value
}

resource "azuread_app_role_assignment" "approver" {
  for_each            = data.azuread_user.approver
  principal_object_id = each.value.object_id
  resource_object_id  = azuread_service_principal.orders_api.object_id
  app_role_id         = azuread_application_app_role.orders_api["Orders.Approve"].role_id
}
