# Secrets are not made here: they would stay in the state. az ad app credential reset --append makes them.
output "environment" {
  description = "What to set for both applications."
  value = join("\n", [
    "ENTRA_TENANT_ID=${var.tenant_id}",
    "ENTRA_WEB_CLIENT_ID=${azuread_application_registration.web_frontend.client_id}",
    "ENTRA_API_CLIENT_ID=${azuread_application_registration.orders_api.client_id}",
    "PUBLIC_URL=${var.public_url}",
  ])
}
