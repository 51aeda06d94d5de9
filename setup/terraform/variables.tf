variable "tenant_id" {
  description = "The tenant, by its GUID."
  type        = string
}

variable "public_url" {
  description = "Where people open web-frontend: scheme and host alone, https (http only for localhost)."
  type        = string
  default     = "http://localhost:8080"

  validation {
    condition     = can(regex("^(https://[A-Za-z0-9.-]+(:[0-9]+)?|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)$", var.public_url))
    error_message = "Scheme and host alone, https (http only for localhost)."
  }
}

variable "name_prefix" {
  description = "For a second pair in the same tenant, such as \"test-\"."
  type        = string
  default     = ""
}

variable "pre_authorize" {
  description = "Whether web-frontend needs no consent for orders-api."
  type        = bool
  default     = false
}

variable "search" {
  description = "Whether orders-api may search Azure AI Search on behalf of people."
  type        = bool
  default     = false
}

variable "approvers" {
  description = "User principal names of those who approve orders."
  type        = set(string)
  default     = []
}

variable "kubernetes" {
  description = "Workload identity: the cluster's issuer and the service account that proves orders-api."
  type = object({
    issuer          = string
    namespace       = string
    service_account = string
  })
  default = null
}

variable "managed_identity" {
  description = "Object id of the managed identity that proves orders-api."
  type        = string
  default     = null
}
